import type { DetectorEvents } from '../detect/detector.ts'

const ignore = (): void => undefined

/** For a detector of which only the matches are of interest. A bug in a rule's evaluation is thrown. */
export const IGNORE_EVENTS: DetectorEvents = {
  scanned: ignore,
  read: ignore,
  evaluated: ignore,
  matched: ignore,
  evaluationFailed: (_rule, error) => {
    throw error
  },
}
