import type { Match } from '../model/match.ts'
import type { AllowComment } from './read-comment.ts'

/** Comments by what they reach. */
export interface CommentIndex {
  /** Comments that reach the match, whether they can accept it or not. */
  near(match: Match): readonly AllowComment[]
}

type ByLine = Map<number, AllowComment[]>

interface Block {
  readonly comment: AllowComment
  readonly start: number
  readonly end: number
}

/** Sorts comments by the line or block that each of them reaches. */
export function indexComments(comments: readonly AllowComment[]): CommentIndex {
  const sameLine: ByLine = new Map()
  const nextLine: ByLine = new Map()
  for (const comment of comments) {
    const { reach, line } = comment.directive
    if (reach === 'same-line') put(sameLine, line, comment)
    if (reach === 'next-line') put(nextLine, line + 1, comment)
  }
  const blocks = readBlocks(comments)
  return {
    near({ start, location: { startLine, endLine } }) {
      const first = sameLine.get(startLine) ?? []
      const last = startLine === endLine ? [] : (sameLine.get(endLine) ?? [])
      const above = nextLine.get(startLine) ?? []
      const round = blocks.filter((block) => block.start <= start && start < block.end)
      return [...first, ...last, ...above, ...round.map((block) => block.comment)]
    },
  }
}

function put(lines: ByLine, line: number, comment: AllowComment): void {
  const there = lines.get(line)
  if (there) there.push(comment)
  else lines.set(line, [comment])
}

/** `secretlint-enable` without a rule ends every block, with rules those that name the same. */
function readBlocks(comments: readonly AllowComment[]): readonly Block[] {
  const closers = comments.filter((comment) => comment.directive.reach === 'block-end')
  const openers = comments.filter((comment) => comment.directive.reach === 'block-start')
  return openers.map((comment) => {
    const start = comment.directive.end
    const closer = closers.find(({ directive, names }) => {
      return directive.start > start && (names === '' || names === comment.names)
    })
    return { comment, start, end: closer?.directive.start ?? Number.POSITIVE_INFINITY }
  })
}
