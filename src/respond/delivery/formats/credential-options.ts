import { z } from 'zod'
import type { FormatOptions } from './format.ts'

/** The keys of a receiver's secret: the text itself (or `${VAR}`), or a file that holds it. */
export function credentialOptions(key: string, description: string, example: string): FormatOptions {
  return {
    [key]: z.string().min(1).optional().meta({ description, example }),
    [`${key}File`]: z
      .string()
      .min(1)
      .optional()
      .meta({ description: `A file that holds it, instead of \`${key}\`.` }),
  }
}
