// 比较: each engine as (query) → platform ids in its order; run in the page of that engine.
window.engines = {
  async lookup(day) {
    const [{ find, opened }, index] = await Promise.all([import("/lookup.js"), fetch("/index.json").then((answer) => answer.json())]);
    const book = opened(index, day);
    return async (query) => find(book, query).platforms.map(({ list, row }) => list.columns.id[row]);
  },
  async pagefind(addresses, quoted) {
    const engine = await import("/pagefind/pagefind.js");
    await engine.init();
    return async (query) => {
      const { results } = await engine.search(quoted ? `"${query}"` : query);
      return results.map(({ id }) => addresses[id]);
    };
  },
  async material() {
    const box = document.querySelector("[data-md-component=search-query]");
    document.querySelector("#__search").click();
    await window.workerReady;
    return (query) => new Promise((done) => {
      setTimeout(() => done([]), 1500);
      window.onResult = (data) => done(data.items.flat().map(({ location }) => location.split("/")[0]));
      box.value = query;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    });
  },
};
window.measured = async (name, options, queries) => {
  const begun = performance.now();
  const ask = await window.engines[name](...options);
  const answers = [await ask(queries[0])];
  const first = performance.now() - begun;
  const times = [];
  for (const query of queries) {
    const from = performance.now();
    answers.push([...new Set(await ask(query))]);
    times.push(performance.now() - from);
  }
  return { first, times, answers: answers.slice(1) };
};

// The look-up in blocks: what a visitor fetches who has come for one query alone, beside its hits.
window.parted = async (day, queries) => {
  const [{ find, opened }, { reach }] = await Promise.all([import("/lookup.js"), import("/parts.js")]);
  const base = new URL("/search/index.json", location.href);
  const json = async (path) => (await fetch(new URL(path, base))).json();
  const index = await json((await json("index.json")).address);
  const plain = window.fetch;
  const answers = [];
  for (const query of queries) {
    const fetched = new Set();
    window.fetch = (address, ...rest) => {
      fetched.add(new URL(address).pathname.slice(1));
      return plain(address, ...rest);
    };
    const [begun, book] = [performance.now(), opened(index, day)];
    const { tables, rest, near, read } = await reach(book, base, query, 1);
    const found = find(book, query, tables).platforms.map(({ list, row }) => list.columns.id[row]);
    answers.push({ found, rest, near, read, time: performance.now() - begun, fetched: [...fetched] });
  }
  return answers;
};
