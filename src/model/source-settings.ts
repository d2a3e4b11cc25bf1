/** What to scan. */
export type SourceSettings =
  | { readonly kind: 'staged' }
  | { readonly kind: 'range'; readonly range: string }
  /** What a push would send; git tells it on the standard input of the hook. `remote` is a name, a URL, or '' for any. */
  | { readonly kind: 'push'; readonly remote: string }
  | { readonly kind: 'history' }
  | { readonly kind: 'work-tree' }
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'stdin'; readonly filename: string }
