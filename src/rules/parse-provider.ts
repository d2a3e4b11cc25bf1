import type { ParsedProvider } from './parsed-rule.ts'
import { type ReportProblem, TableReader } from './table-reader.ts'

const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Reads the `[provider]` table; its id is the file's name. */
export function parseProvider(file: string, table: unknown, report: ReportProblem): ParsedProvider {
  const reader = new TableReader(table, 'provider', report)
  const id = reader.text('id')
  const stem = fileStem(file)
  if (id !== '' && !isKebabCase(id)) reader.reportAt('id', 'provider id is not kebab-case', 'such as acme-cloud')
  else if (id !== '' && id !== stem) {
    reader.reportAt('id', `provider id is not the file's name`, `name the file ${id}.toml or the provider ${stem}`)
  }
  const provider = { id, name: reader.text('name'), url: readHttpsUrl(reader, 'url'), tags: reader.texts('tags', 1) }
  provider.tags.forEach((tag, index) => {
    if (!isKebabCase(tag)) reader.reportAt(`tags[${index}]`, 'tag is not kebab-case', 'such as package-registry')
  })
  reader.reportUnknown()
  return provider
}

/** True for lower-case words of letters and digits joined by hyphens. */
export function isKebabCase(text: string): boolean {
  return KEBAB_CASE.test(text)
}

function readHttpsUrl(reader: TableReader, key: string): string {
  const url = reader.text(key)
  if (url !== '' && !isHttpsUrl(url)) reader.reportAt(key, `${key} is not an https URL`, '')
  return url
}

/** True for an absolute https URL without credentials. */
export function isHttpsUrl(text: string): boolean {
  if (!/^https:\/\/[^\s]+$/.test(text) || !URL.canParse(text)) return false
  return new URL(text).username === ''
}

function fileStem(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.toml$/, '')
}
