// AssemblyScript (https://www.assemblyscript.org), compiled by the build to WebAssembly: cuts a text into chunks where its
// content says so, and remembers which chunks were found to hold nothing. See `SeenText`. Addresses are offsets in the memory.

/** Bytes of the shortest chunk but the last of a text, and of the longest. Names stand no further than the shortest before values. */
const LEAST: u32 = 832
const MOST: u32 = 4096
/** A chunk ends where a hash of the four bytes before is below this share of 2^32: after 256 bytes more in the mean. */
const CUT_BELOW: u32 = 0x1000000
/** What a record of a chunk holds: its end (4 bytes), whether it is known (4), its key (8), the hash of its bytes (8). */
const RECORD: u32 = 24
/** Bytes of a row of the table: eight keys, of which any may stand anywhere in it. */
const ROW: u32 = 64
/** Random bytes that a chunk is hashed with, see `hashOf`. */
const HASH_KEYS: u32 = MOST + 32
/** Random words behind those, by which hashes are joined. */
const WORDS: u32 = 8

let keys: u32 = 0
let table: u32 = 0
let tableBits: u32 = 0
let textAt: u32 = 0

/** Bytes of random numbers that are to be written to `keysAt`. */
export function keyLength(): u32 {
  return HASH_KEYS + WORDS * 8
}

export function keysAt(): u32 {
  return <u32>__heap_base
}

/** Lays out the memory of a table of `1 << bits` rows; where texts are to be written. */
export function layOut(bits: u32): u32 {
  keys = <u32>__heap_base
  table = (keys + keyLength() + 63) & ~63
  tableBits = bits
  textAt = table + (ROW << bits)
  return textAt
}

/** The end of the memory that a text of `length` bytes needs. */
export function endFor(length: u32): u32 {
  return recordsOf(length) + (length / LEAST + 2) * RECORD
}

/** Where the records of a text of `length` bytes are. */
export function recordsOf(length: u32): u32 {
  return (textAt + length + 64 + 15) & ~15
}

/** Cuts the text of `length` bytes into chunks and looks each up; `salt` is what else decides what is found. Their number. */
export function survey(length: u32, salt: u32): u32 {
  const records = recordsOf(length)
  const count = cut(length, records)
  const words = keys + HASH_KEYS
  for (let i: u32 = 0; i < count; i++) {
    const record = records + i * RECORD
    // what stands before and behind decides too: a chunk each way, and one more behind
    const before = i > 0 ? load<u64>(record - RECORD, 16) : 1
    const behind = i + 1 < count ? load<u64>(record + RECORD, 16) : 2
    const beyond = i + 2 < count ? load<u64>(record + 2 * RECORD, 16) : 3
    let key = load<u64>(record, 16) * load<u64>(words, 16)
    key += before * load<u64>(words, 24)
    key += behind * load<u64>(words, 32)
    key += beyond * load<u64>(words, 40)
    key += <u64>salt * load<u64>(words, 48)
    key = (key ^ (key >> 32)) * (load<u64>(words, 56) | 1)
    key ^= key >> 29
    store<u64>(record, key, 8)
    store<u32>(record, u32(isKept(key)), 4)
  }
  return count
}

/** Remembers that the chunk of a record holds nothing; of a full row one that is any is forgotten. */
export function keep(record: u32): void {
  const key = load<u64>(record, 8)
  const row = rowOf(key)
  let slot = row
  while (slot < row + ROW && load<u64>(slot) != 0 && load<u64>(slot) != key) slot += 8
  if (slot == row + ROW) slot = row + (<u32>key & (ROW - 8))
  store<u64>(slot, key)
}

function isKept(key: u64): bool {
  const row = rowOf(key)
  for (let slot = row; slot < row + ROW; slot += 8) if (load<u64>(slot) == key) return true
  return false
}

@inline
function rowOf(key: u64): u32 {
  return table + <u32>(key >> (64 - tableBits)) * ROW
}

function cut(length: u32, records: u32): u32 {
  const end = textAt + length
  let record = records
  let from = textAt
  while (from < end) {
    const to = endOfChunk(from, end)
    store<u32>(record, to - textAt)
    store<u64>(record, hashOf(from, to), 16)
    record += RECORD
    from = to
  }
  return (record - records) / RECORD
}

function endOfChunk(from: u32, end: u32): u32 {
  if (end - from <= LEAST) return end
  const last = min(from + MOST, end)
  for (let at = from + LEAST; at < last; at++) {
    if (load<u32>(at - 4) * 0x9e3779b1 < CUT_BELOW) return at
  }
  return last
}

/**
 * NH (Black, Halevi, Krawczyk, Krovetz and Rogaway, UMAC, 1999) with a key of its own for each of two passes: that two
 * chunks share a hash is a chance of about one in 2^64, whoever wrote them, as the keys are random and told to nobody.
 */
function hashOf(from: u32, to: u32): u64 {
  let one = i64x2.splat(0)
  let two = i64x2.splat(0)
  let key = keys
  let at = from
  for (; at + 16 <= to; at += 16, key += 16) {
    const bytes = v128.load(at)
    one = i64x2.add(one, product(i32x4.add(bytes, v128.load(key))))
    two = i64x2.add(two, product(i32x4.add(bytes, v128.load(key, 16))))
  }
  if (at < to) {
    const bytes = rest(at, to)
    one = i64x2.add(one, product(i32x4.add(bytes, v128.load(key))))
    two = i64x2.add(two, product(i32x4.add(bytes, v128.load(key, 16))))
  }
  const words = keys + HASH_KEYS
  const first = <u64>(i64x2.extract_lane(one, 0) + i64x2.extract_lane(one, 1))
  const second = <u64>(i64x2.extract_lane(two, 0) + i64x2.extract_lane(two, 1))
  let hash = first * (load<u64>(words) | 1) + <u64>(to - from)
  hash = (hash ^ (hash >> 32)) * (load<u64>(words, 8) | 1) + second
  return hash ^ (hash >> 31)
}

/** The products of the first two words with the last two. */
@inline
function product(words: v128): v128 {
  return i64x2.extmul_low_i32x4_u(words, v128.shuffle<u64>(words, words, 1, 0))
}

/** The last bytes of a chunk, with zeros behind them; what is behind the text may be read. */
function rest(at: u32, to: u32): v128 {
  let low: u64 = load<u64>(at)
  let high: u64 = load<u64>(at, 8)
  const count = to - at
  if (count < 8) {
    low &= ((<u64>1) << (count << 3)) - 1
    high = 0
  } else {
    high &= ((<u64>1) << ((count - 8) << 3)) - 1
  }
  return i64x2.replace_lane(i64x2.splat(low), 1, high)
}
