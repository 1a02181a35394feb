import type { StepCompiler } from './step.ts'

/** The first rows. */
export const take: StepCompiler<'take'> =
  ({ count }) =>
  (rows) =>
    rows.slice(0, count)
