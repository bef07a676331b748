// Where turns stand among each other: texts that sort, with room for another one between any two.

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const FIRST_DIGITS = 6;

/** A place between two others; "" is the beginning of all, null the end. */
export function between(before, after) {
  if (after === null) return following(before);
  let place = "";
  let bounded = true;
  for (let at = 0; ; at += 1) {
    const low = at < before.length ? DIGITS.indexOf(before[at]) : 0;
    const high = !bounded ? DIGITS.length : at < after.length ? DIGITS.indexOf(after[at]) : 0;
    if (high - low > 1) return place + DIGITS[(low + high) >> 1];
    if (high - low === 1) bounded = false; // whatever follows, it is before the other
    place += DIGITS[low];
  }
}

/** Behind the last one, where most new turns go: places stay short. */
function following(before) {
  const number = parseInt(before.padEnd(FIRST_DIGITS, "0").slice(0, FIRST_DIGITS), DIGITS.length) + 1;
  return `${number.toString(DIGITS.length).padStart(FIRST_DIGITS, "0")}i`;
}
