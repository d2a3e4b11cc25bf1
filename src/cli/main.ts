import { bindProcess } from './bind-process.ts'

// The command as its sources are; the built one begins with `built-main.ts`.
void bindProcess(() => {})
