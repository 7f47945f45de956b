// 分块: in a large register, which blocks of platforms may hold what was typed, and the blocks themselves as they are fetched.
import { around, beginning, initialGrams, opening, shelfOf, spoilt, within } from "./grams.js";
import { heads } from "./heads.js";
import { find, table } from "./lookup.js";
import { LEAST } from "./near.js";
import { pronounced } from "./pinyin.js";
import { forms, wordsOf } from "./words.js";

const FIRST = 48;
const ESCAPE = 44;
// So many blocks stay opened for the next query; the browser keeps the rest as fetched.
const KEPT = 200;

// The pieces of a text that leave no more blocks than these are enough.
const FEW = 4;

const and = (one, other) => one.map((each, at) => each & other[at]);
const numbers = (mask) => [...mask.keys()].filter((at) => mask[at]);
const or = (one, other) => one.map((each, at) => each | other[at]);

/** The blocks of one book: masks with a byte for each, 1 where it may hold a text. */
class Parts {
  constructor(book, base) {
    Object.assign(this, { book, base, ...book.index.parts });
    this.fetched = new Map();
    this.opened = new Map();
    this.none = new Uint8Array(this.blocks.length);
    this.all = this.none.map(() => 1);
  }

  json(address) {
    if (!this.fetched.has(address)) {
      const got = fetch(new URL(address, this.base), { cache: "force-cache" }).then((answer) => answer.json());
      got.catch(() => this.fetched.delete(address));
      this.fetched.set(address, got);
    }
    return this.fetched.get(address);
  }

  shelf(gram) {
    const number = shelfOf(gram, this.pieces.length);
    return this.json(`pieces/${number}-${this.pieces[number]}.json`);
  }

  mask(steps) {
    const found = this.none.slice();
    let block = -1;
    for (const sign of steps ?? "") {
      const step = sign.codePointAt(0) - FIRST;
      block += step > ESCAPE ? step - 1 : step;
      found[block] = 1;
    }
    return found;
  }

  /** Where a piece stands. */
  async of(gram) {
    return this.mask((await this.shelf(gram))[gram]);
  }

  /** Where all of some pieces stand. */
  async every(grams) {
    return (await Promise.all(grams.map((gram) => this.of(gram)))).reduce(and, this.all);
  }

  /** Where a piece stands that begins so. */
  async starting(text) {
    if (!text) return this.all;
    const shelf = await this.shelf(text);
    return Object.entries(shelf).filter(([gram]) => gram.startsWith(text)).map(([, steps]) => this.mask(steps)).reduce(or, this.none);
  }

  // Where a text may stand: by some of its pieces, and by all where those leave many blocks.
  async holding(text) {
    const [some, others] = within(text);
    if (!some.length) return this.starting(beginning(text));
    const found = await this.every(some);
    return numbers(found).length > FEW ? and(found, await this.every(others)) : found;
  }

  async said(word) {
    const rows = heads(word, this.book.spoken);
    const masks = rows.map((row) => (row.length < 3 ? this.starting(row.join("")) : this.every(initialGrams(row))));
    return (await Promise.all(masks)).reduce(or, this.none);
  }

  // One half stands there whole, and all pieces but those that one wrong sign may spoil.
  async near(word) {
    if (word.length < LEAST) return this.none;
    const half = word.length >> 1;
    const halves = await Promise.all([this.holding(word.slice(0, half)), this.holding(word.slice(half))]);
    const { grams, together } = spoilt(word);
    const masks = await Promise.all(grams.map((gram) => this.of(gram)));
    const but = together.map((spoilt) => masks.filter((_, at) => !spoilt.includes(at)).reduce(and, this.all));
    return and(halves.reduce(or), grams.length ? but.reduce(or) : this.all);
  }

  async any(masks) {
    return (await Promise.all(masks)).reduce(or, this.none);
  }

  // Where a word stands as it is; where a value may be, or begin with, the word.
  async word(word) {
    const { plain, every } = forms(word, this.book.normalised);
    const [firm, exact, begins] = await Promise.all([
      this.any([...every.map((form) => this.holding(form)), ...(pronounced(plain) ? [this.said(plain.replaceAll("ü", "v"))] : [])]),
      this.any(every.map((form) => this.every(around(form)))),
      this.any(every.map((form) => this.every(opening(form)))),
    ]);
    return { firm, exact: and(exact, firm), begins: and(begins, firm) };
  }

  nearWord(word) {
    const { plain, bare } = forms(word, this.book.normalised);
    return this.any([this.near(plain), ...(bare ? [this.holding(bare)] : [])]);
  }

  /** The masks of a query: as one word, and its words apart. */
  async sought(query) {
    const words = wordsOf(query, this.book.normalised);
    if (!words.length) return { firm: this.all, exact: this.none, begins: this.none };
    const whole = await this.word(words.join(""));
    if (words.length === 1) return whole;
    const each = await Promise.all(words.map((word) => this.word(word)));
    return { ...whole, firm: or(whole.firm, each.map((word) => word.firm).reduce(and)) };
  }

  /** The mask of what may come near a query. */
  async nearly(query) {
    const words = wordsOf(query, this.book.normalised);
    if (words.length < 2) return words.length ? this.nearWord(words[0]) : this.none;
    const each = words.map((word) => this.any([this.word(word).then(({ firm }) => firm), this.nearWord(word)]));
    return or(await this.nearWord(words.join("")), (await Promise.all(each)).reduce(and));
  }

  /** A block, opened. */
  block(number) {
    const known = this.opened.get(number);
    this.opened.delete(number);
    const got = known ?? this.json(`blocks/${number}-${this.blocks[number]}.json`).then((packed) => table(this.book, packed));
    this.opened.set(number, got);
    this.fetched.delete(`blocks/${number}-${this.blocks[number]}.json`);
    if (this.opened.size > KEPT) this.opened.delete(this.opened.keys().next().value);
    got.catch(() => this.opened.delete(number));
    return got.then((list) => Object.assign(list, { block: number }));
  }

  counted(numbers) {
    return numbers.reduce((sum, number) => sum + Math.min(this.size, this.total - number * this.size), 0);
  }
}

const known = new WeakMap();

/** The blocks of a book. */
export function partsOf(book, base) {
  if (!known.has(book)) known.set(book, new Parts(book, base));
  return known.get(book);
}

/**
 * The tables to scan for a query in so many goes, or in a part of one, the likeliest first, and how many platforms wait for a further go.
 * What may only come near is read where nothing else was found, or when the reader asks for more.
 */
export async function reach(book, base, query, goes) {
  const parts = partsOf(book, base);
  const most = Math.ceil(parts.reach * goes);
  const opened = (some) => Promise.all(some.map((number) => parts.block(number)));
  const { firm, exact, begins } = await parts.sought(query);
  const sure = [...new Set([exact, begins, firm].flatMap(numbers))];
  const tables = await opened(sure.slice(0, most));
  const found = { tables, read: parts.counted(sure.slice(0, most)), rest: parts.counted(sure.slice(most)), near: true };
  if (found.rest || (goes <= 1 && find(book, query, tables).platforms.some((hit) => !hit.near))) return found;
  const near = numbers(await parts.nearly(query)).filter((number) => !firm[number]);
  const more = near.slice(0, most - sure.length);
  return {
    tables: [...tables, ...(await opened(more))], read: parts.counted([...sure, ...more]),
    rest: 0, near: more.length < near.length,
  };
}
