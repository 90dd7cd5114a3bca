// SHA-256 (FIPS 180-4) of a text, in hexadecimal.  A browser's own is kept from pages that were not fetched safely, such as a
// notebook's frames.

const [SHA_START, SHA_STEPS] = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  return [primes.slice(0, 8).map((p) => fraction(Math.sqrt(p))), Int32Array.from(primes, (p) => fraction(Math.cbrt(p)))];
})();
const SHA_WORDS = new Int32Array(64);

function sha256(text) {
  const told = new TextEncoder().encode(text);
  const bytes = new Uint8Array(((told.length + 72) >> 6) << 6); // whole blocks: the text, a 1, zeros, its length in bits
  bytes.set(told);
  bytes[told.length] = 0x80;
  const view_ = new DataView(bytes.buffer);
  view_.setUint32(bytes.length - 8, Math.floor(told.length / 2 ** 29));
  view_.setUint32(bytes.length - 4, told.length << 3);
  const turned = (word, by) => (word >>> by) | (word << (32 - by));
  const w = SHA_WORDS;
  const hash = SHA_START.slice();
  for (let block = 0; block < bytes.length; block += 64) {
    for (let t = 0; t < 16; t++) w[t] = view_.getInt32(block + t * 4);
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15], y = w[t - 2];
      w[t] = w[t - 16] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + w[t - 7] + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let t = 0; t < 64; t++) {
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + SHA_STEPS[t] + w[t]) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0;
      d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, k) => { hash[k] = (hash[k] + word) | 0; });
  }
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
