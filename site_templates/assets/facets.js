// 筛选项: what platforms are filtered by, in words, with counts; options that would show nothing are left out.

export const FACETS = ["status", "city", "function", "year", "kind"];
const UNKNOWN = "未载";

/** What one platform is filtered by, from the columns of the look-up. */
export function values({ labels, cities }, columns, row) {
  const year = columns.years[row].map((each) => `${each}年`);
  return {
    status: [labels[columns.status[row]]],
    city: [cities[columns.city[row]] ?? "省直或所在地未载"],
    function: columns.functions[row].length ? columns.functions[row] : [UNKNOWN],
    year: year.length ? year : ["没有认定"],
    kind: [columns.kind[row] || UNKNOWN],
  };
}

export const fits = (hit, asked, except) => FACETS.every((facet) => facet === except || !asked[facet] || hit.values[facet].includes(asked[facet]));

/** Every value that is left by the other choices, with how many have it. */
export function options(facet, hits, asked, fitting = fits) {
  const counts = new Map(asked[facet] ? [[asked[facet], 0]] : []);
  for (const hit of hits) if (fitting(hit, asked, facet)) for (const value of hit.values[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
  const named = [...counts].sort(([a], [b]) => a.localeCompare(b, "zh-CN"));
  return [new Option("全部", ""), ...named.map(([value, count]) => new Option(`${value}（${count}）`, value, false, value === asked[facet]))];
}
