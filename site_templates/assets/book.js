// 取索引: fetched on first use, kept by the browser for as long as its content, and so its name, stays.
import { today } from "./clock.js";
import { opened } from "./lookup.js";

/** The home address, wherever this page lies. */
export const root = new URL("../", import.meta.url).href;
/** Where the look-up lies. */
export const pointer = new URL(document.querySelector(".reg-box").dataset.index, document.baseURI);

async function fetched() {
  // The small file says which index is the present one; a page need not change when the index does.
  const { address } = await (await fetch(pointer, { cache: "no-cache" })).json();
  return (await fetch(new URL(address, pointer), { cache: "force-cache" })).json();
}

let index;
let read = {};

/** The look-up for the reader's own day. */
export async function book() {
  index ??= fetched();
  const content = await index.catch((fault) => {
    index = null;
    throw fault;
  });
  const day = today();
  if (read.day !== day) read = { day, book: opened(content, day) };
  return read.book;
}

/**
 * What a query is sought in: everything, or in a large register the blocks that may hold it, as many as so many goes read.
 * `rest` is the number of platforms that may hold it too and wait for a further go; `near` says whether some
 * that may come near wait.
 */
export async function reached(look, query, goes = 1) {
  if (!look.index.parts) return { tables: look.tables, rest: 0, near: false };
  const { reach } = await import("./parts.js");
  return reach(look, pointer, query, goes);
}
