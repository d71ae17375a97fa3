/** Actions and destinations (GB/T 33190 14). They are told, never carried out. */
import type { Action, Destination } from '../model.ts'
import type { Element } from '../xml/parse.ts'
import { attribute, child, children, numberAt } from '../xml/values.ts'

export function readDestination(element: Element | undefined): Destination | undefined {
  const page = attribute(element, 'PageID')
  if (!page) return undefined
  return {
    type: attribute(element, 'Type') ?? 'XYZ',
    page,
    left: numberAt(element, 'Left'),
    top: numberAt(element, 'Top'),
    right: numberAt(element, 'Right'),
    bottom: numberAt(element, 'Bottom'),
    zoom: numberAt(element, 'Zoom'),
  }
}

const readings: Record<string, (element: Element, event: string) => Action> = {
  Goto: (element, event) => ({
    event,
    kind: 'goto',
    destination: readDestination(child(element, 'Dest')),
    bookmark: attribute(child(element, 'Bookmark'), 'Name'),
  }),
  URI: (element, event) => ({ event, kind: 'uri', uri: attribute(element, 'URI') ?? '' }),
  GotoA: (element, event) => ({ event, kind: 'attachment', attachment: attribute(element, 'AttachID') ?? '' }),
  Sound: (element, event) => ({ event, kind: 'sound', resource: attribute(element, 'ResourceID') ?? '' }),
  Movie: (element, event) => ({ event, kind: 'movie', resource: attribute(element, 'ResourceID') ?? '' }),
}

export const readActions = (element: Element | undefined): Action[] =>
  children(element, 'Action').flatMap((action) => {
    const event = attribute(action, 'Event') ?? 'CLICK'
    return action.children.flatMap((part) => readings[part.name]?.(part, event) ?? [])
  })
