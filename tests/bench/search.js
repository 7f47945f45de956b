// 比较: each engine as (query) → platform ids in its order; run in the page of that engine.
window.engines = {
  async lookup(day) {
    const [{ opened }, { find }, index] = await Promise.all([import("/columns.js"), import("/lookup.js"), fetch("/index.json").then((answer) => answer.json())]);
    const register = opened(index, day);
    return async (query) => find(register, query).platforms.map(({ row }) => register.columns.id[row]);
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
