/** What to scan. */
export type SourceSettings =
  | { readonly kind: 'staged' }
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'history' }
  | { readonly kind: 'work-tree' }
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'stdin'; readonly filename: string }
