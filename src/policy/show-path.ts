/** The path as one word of a POSIX shell; as it stands where it needs no quotes. */
export function shellWord(path: string): string {
  const isPlain = /^[\w./@%+=:,][\w./@%+=:,-]*$/.test(path)
  return isPlain ? path : `'${path.replaceAll("'", "'\\''")}'`
}

/** The line of a .gitignore that covers files of this name in any folder. */
export function ignoreLine(name: string): string {
  return name
    .replace(/[\\*?[\]]/g, '\\$&')
    .replace(/ $/, '\\ ')
    .replace(/^[#!]/, '\\$&')
}
