// The text of a turn, with the times of its words and the places of which the recogniser was not sure.

/** One line, without what no text holds: what is pasted may be anything. */
export function clean(text) {
  return text.replace(/[\r\n\t]+/g, " ").replace(/[\p{Cc}\p{Surrogate}]/gu, "");
}

/** The place before a character (𠮷) that a place would cut in two, else the place. */
export const outside = (text, at) => (/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(at - 1, at + 1)) ? at - 1 : at);

/** The turn with characters put in the place of others. What was changed has no time and no doubt of its own. */
export function spliced(turn, from, to, put) {
  const text = turn.text.slice(0, from) + put + turn.text.slice(to);
  const shift = put.length - (to - from);
  const times = turn.times.filter(([at]) => at < from || at >= to).map(([at, s]) => [at < from ? at : at + shift, s]);
  const doubts = [
    ...clipped(turn.doubts, 0, from, 0),
    ...clipped(turn.doubts, to, turn.text.length, shift),
  ];
  return { ...turn, text, times, doubts };
}

/** Spans of characters as far as they lie within others, moved. */
export function clipped(spans, low, high, shift) {
  return spans
    .map(([from, to]) => [Math.max(from, low) + shift, Math.min(to, high) + shift])
    .filter(([from, to]) => from < to);
}

/** The turn with another text: what is the same at both ends stays. */
export function retyped(turn, text) {
  const old = turn.text;
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  return spliced(turn, head, old.length - tail, text.slice(head, text.length - tail));
}

/** When the character at a place was said: from its word, else from the turn. In seconds. */
export function timeAt(turn, place) {
  return turn.times.findLast(([at]) => at <= place)?.[1] ?? turn.start_ms / 1000;
}
