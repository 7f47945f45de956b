// 归一: what makes no difference to a search; the index is built by the same rule, held by the same test vectors.

const MARKS = /[^\p{L}\p{N}\n\t\v]/gu;

/** Makes the rule, for [traditional, simplified] characters; row, field and value marks stay. */
export function normaliser([traditional, simplified]) {
  const plain = new Map([...traditional].map((sign, at) => [sign, [...simplified][at]]));
  const old = traditional && new RegExp(`[${traditional}]`, "gu");
  return (text) => {
    const even = text.normalize("NFKC").toLowerCase();
    return (old ? even.replace(old, (sign) => plain.get(sign)) : even).replace(MARKS, "");
  };
}
