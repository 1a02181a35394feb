import { z } from 'zod'
import { SUBJECT_NAMES } from './subject.ts'

const words = z.string().trim().min(1)
const patterns = z.array(z.string().min(1)).min(1)

const exclusion = z.strictObject({
  name: words.meta({ description: 'What metrics, alerts and the console call it. Unique in the file.' }),
  reason: words.meta({ description: 'Why such a match is harmless.' }),
  owner: words.meta({ description: 'Who answers for it.' }),
  expires: z.iso
    .date('expected a date such as 2026-12-31')
    .meta({ description: 'The last day on which it works, in UTC. After that it stops working, and cefwatch says so.' }),
  rules: patterns.optional().meta({ description: 'Ids or names of the rules that it is for. All rules when left out.' }),
  when: z
    .partialRecord(z.enum(SUBJECT_NAMES), patterns)
    .optional()
    .meta({ description: 'What the event must be. Every key must hold, by one value of its list.' }),
  where: z.string().min(1).optional().meta({ description: 'A KQL predicate over CommonSecurityLog that must hold as well.' }),
})

/** An exclusions file. A list whose entries are all commented out is a null to YAML, and as good as an empty one. */
export const exclusionsSchema = z.strictObject({ exclusions: z.array(exclusion).nullable() })

export type ExclusionEntry = z.output<typeof exclusion>
