// 查找: scans the whole index in memory, so that a name holding what was typed is never missed.

const BRACKETS = { "〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")" };

/** Width, case, brackets and spaces make no difference; the same rule as the command line's. */
export function folded(text) {
  return text.normalize("NFKC").replace(/[〔〕[\]【】]/g, (c) => BRACKETS[c]).toLowerCase().replaceAll(" ", "");
}

/** Rows of a columnar table as objects. */
function rows(columns) {
  const names = Object.keys(columns);
  return (columns[names[0]] ?? []).map((_, at) => Object.fromEntries(names.map((n) => [n, columns[n][at]])));
}

/** The index as read: every text folded once. */
export function opened(index) {
  const fold = (row, texts) => ({ ...row, folded: texts.filter(Boolean).map(folded) });
  return {
    labels: index.labels,
    platforms: rows(index.platforms).map((p) => fold(p, [p.name, p.unit, ...p.others, p.code, p.id])),
    notices: rows(index.notices).map((n) => fold(n, [n.title, n.number, n.on])),
  };
}

// exact, begins with, contains; then by which text matched; what is in force comes first.
function rank(row, wanted) {
  let best = Infinity;
  row.folded.forEach((text, field) => {
    const at = text.indexOf(wanted);
    if (at < 0) return;
    const nearness = text === wanted ? 0 : at === 0 ? 1 : 2;
    best = Math.min(best, nearness * 100 + field);
  });
  return best;
}

function matching(list, wanted, isFirst) {
  return list
    .map((row, at) => ({ row, at, rank: rank(row, wanted) }))
    .filter((hit) => hit.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || isFirst(b.row) - isFirst(a.row) || a.at - b.at)
    .map((hit) => hit.row);
}

/** Every platform and notice that holds what was typed, the nearest first. */
export function find(book, query) {
  const wanted = folded(query);
  if (!wanted) return { platforms: [], notices: [] };
  return {
    platforms: matching(book.platforms, wanted, (row) => row.status === "in_force"),
    notices: matching(book.notices, wanted, () => 0),
  };
}
