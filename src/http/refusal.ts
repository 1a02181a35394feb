import { ApiError } from './api-error.ts'

/** Why something that was asked for is not done. */
export type Refusal = { readonly refused: 'NOT_FOUND' | 'CONFLICT'; readonly message: string }

/** The result of what was asked for; a refusal is thrown as ApiError. */
export function unlessRefused<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new ApiError(result.refused, result.message)
  return result
}

function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result
}
