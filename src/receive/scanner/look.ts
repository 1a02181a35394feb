import type { FrameBatch } from '../frame-batch.ts'

/**
 * Sets `marks[i]` to 1 for every frame i that holds a needle, and `placements[i]` to the index of the kind whose signature stands first
 * in it, or -1. Only the batch's count of entries are written; marks are 0 before.
 */
export type Look = (batch: FrameBatch, marks: Uint8Array, placements: Int8Array) => void
