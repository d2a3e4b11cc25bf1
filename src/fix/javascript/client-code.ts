import { type Refusal, refuse, type SourceFile } from '../fix-plan.ts'
import { nameOf, type SyntaxNode, type SyntaxTree } from './syntax-tree.ts'

const ON_SERVER = 'move the call that needs it to code that runs on a server, and read it there from the environment'

/** Names that build tools write into what browsers get. */
const PUBLIC_PREFIX =
  /^(?:NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|GATSBY_|VUE_APP_|PUBLIC_|NG_APP_|STORYBOOK_)/

/** Packages that bundle all of `src/` for browsers or devices. */
const CLIENT_BUNDLERS = [
  'react-scripts',
  '@vue/cli-service',
  '@angular/core',
  'expo',
  'react-native',
  'gatsby',
  'parcel',
  'vite',
] as const

const SERVER_PATH =
  /(?:^|\/)(?:server|api|functions|scripts|bin|tests?|__tests__|migrations)\/|[./](?:server|test|spec|config)\.|(?:^|\/)\+(?:page\.|layout\.)?server\./

/** True where the name of a variable makes its value public. */
export function isPublicName(name: string): boolean {
  return PUBLIC_PREFIX.test(name)
}

/** The refusal for a variable whose name makes it public. */
export function refusePublicName(name: string): Refusal {
  const prefix = PUBLIC_PREFIX.exec(name)?.[0] ?? ''
  return refuse(
    `what begins with ${prefix} is built into what browsers get, so it would be as public as it is now`,
    ON_SERVER,
  )
}

/** Why code cannot read its environment: it runs in browsers; null where nothing says so. */
export function refuseClientCode({ path, text, project }: SourceFile, { root }: SyntaxTree): Refusal | null {
  const directives = (root['directives'] ?? []) as readonly SyntaxNode[]
  if (directives.some(({ value }) => nameOf(value) === 'use client')) {
    return refuse('the file is sent to browsers (use client), so a variable would not hide the value', ON_SERVER)
  }
  if (/(?:^|\/)(?:public|static|www|wwwroot)\//.test(path)) {
    return refuse('the file is served to browsers as it is, where there are no variables', ON_SERVER)
  }
  if (/\bimport\.meta\.env\b/.test(text)) {
    return refuse('the file reads import.meta.env: what is read there is built into what browsers get', ON_SERVER)
  }
  return refuseBundled(path, text, project.packages)
}

function refuseBundled(path: string, text: string, packages: ReadonlySet<string>): Refusal | null {
  const bundler = CLIENT_BUNDLERS.find((name) => packages.has(name))
  const isServer = SERVER_PATH.test(path)
  if (bundler !== undefined && !isServer && /(?:^|\/)(?:src|app|components)\//.test(path)) {
    return refuse(`the project is built with ${bundler}, which sends this folder to browsers or devices`, ON_SERVER)
  }
  if (packages.has('next') && /(?:^|\/)pages\/(?!api\/)/.test(path)) {
    return refuse('Next.js sends its pages to browsers', `${ON_SERVER}, such as pages/api`)
  }
  if (!isServer && /(?<![\w.$])(?:window|document|localStorage|sessionStorage)\s*\.\s*\w/.test(text)) {
    return refuse('the file runs in a browser (it uses window or document), where there are no variables', ON_SERVER)
  }
  return null
}
