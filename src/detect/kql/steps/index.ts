import type { Step } from '../plan.ts'
import { bagUnpack } from './bag-unpack.ts'
import { distinct } from './distinct.ts'
import { mvApply } from './mv-apply.ts'
import { mvExpand } from './mv-expand.ts'
import { sort } from './sort.ts'
import type { StepCompiler } from './step.ts'
import { summarize } from './summarize.ts'
import { take } from './take.ts'

const STEPS: { readonly [K in Step['kind']]: StepCompiler<K> } = {
  distinct,
  take,
  sort,
  summarize,
  'mv-expand': mvExpand,
  'mv-apply': mvApply,
  bag_unpack: bagUnpack,
}

/** Makes a step of any kind executable. */
export const compileStep: StepCompiler<Step['kind']> = (step, compile, clock) => {
  // Each kind's compiler takes steps of its kind, which the compiler of types cannot see.
  return (STEPS[step.kind] as StepCompiler<Step['kind']>)(step, compile, clock)
}
