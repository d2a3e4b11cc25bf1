/**
 * For each byte 1 where it is one of the characters of `members`, else 0; `a-z` is a range, and a hyphen at the end itself.
 * Made at start-up, where 256 tests of an expression take longer than all else about it.
 */
export function byteTable(members: string): Uint8Array {
  const table = new Uint8Array(256)
  for (let i = 0; i < members.length; i++) {
    const from = members.charCodeAt(i)
    const isRange = members[i + 1] === '-' && i + 2 < members.length
    if (isRange) i += 2
    table.fill(1, from, members.charCodeAt(i) + 1)
  }
  return table
}
