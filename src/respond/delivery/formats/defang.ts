import type { Alert } from '../../alerts/alert.ts'
import { mapTexts } from './map-texts.ts'

/** Between two labels, however a browser would write it (UTS 46, section 2.3: IDEOGRAPHIC, FULLWIDTH and HALFWIDTH FULL STOP). */
const DOT = String.raw`(?<=[\p{L}\p{N}_-])[.\u3002\uff0e\uff61](?=[\p{L}\p{N}_-])`

/** The dot in the seconds of an ISO time is none. */
const DOT_OF_NAME = new RegExp(String.raw`${DOT}(?!(?<=T\d\d:\d\d:\d\d.)\d+Z)`, 'gu')

/** A text in which no client finds anything to click: `hxxp://c2[.]example`, `a[@]b[.]example`. What is defanged already stays as it is. */
export function defang(text: string): string {
  return text
    .replace(/http(?=s?:)/gi, 'hxxp')
    .replace(/(?<!hxxps?):\/\//gi, '[:]//')
    .replace(DOT_OF_NAME, '[.]')
    .replace(/@(?=[\p{L}\p{N}])/gu, '[@]')
}

/** An alert with all that senders chose, or that names what they asked for, defanged. */
export function defangAlert(alert: Alert): Alert {
  const { description, entities, indicators, row, request, normalised, raw } = alert
  return { ...alert, ...mapTexts({ description, entities, indicators, row, request, normalised, raw }, defang) }
}
