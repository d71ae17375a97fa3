/** Paths on a 24 × 24 grid, stroked by `.icon`; an icon never stands without its word. */
const paths = {
  policy: 'M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9.5 7.5l2.5 3 2.5-3M12 10.5v4.5M9.5 12h5',
  card: 'M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM6 11a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M5.5 16c.5-1.6 1.6-2.4 3-2.4s2.5.8 3 2.4M14.5 10h4M14.5 14h3',
  date: 'M5.5 5h13a2 2 0 0 1 2 2v11.5a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM3.5 9.5h17M8 3v4M16 3v4M9 14.5l2 2 4-4',
  cross: 'M4 8.5h15l-4-4M20 15.5H5l4 4',
  park: 'M3 20.5h18M4.5 20.5V11l5 3v-3l5 3V4.5h5v16M17 8.5v0M17 12.5v0',
  market: 'M12 4v16M7.5 20.5h9M5 7l7-1.5L19 7M5 7l-2.5 6.5a2.7 2.7 0 0 0 5 0ZM19 7l-2.5 6.5a2.7 2.7 0 0 0 5 0Z',
  guide:
    'M8 8.5a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4.5 20.5c.6-4 3.4-6 7.5-6s6.9 2 7.5 6M18.5 3.5l.6 1.4 1.4.6-1.4.6-.6 1.4-.6-1.4-1.4-.6 1.4-.6z',
  stuck: 'M4 5h16v11.5h-7.5L8 20.5v-4H4zM12 8v3.8M12 14v0',
  file: 'M6 3.5h9l3.5 3.5v13.5H6zM15 3.5V7h3.5M9 11.5h6M9 15.5h4',
  clock: 'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M12 7v5l3.5 2.5',
  hall: 'M3.5 20.5h17M5 20.5V9.5M19 20.5V9.5M3.5 9.5 12 4l8.5 5.5zM9.5 20.5v-6h5v6',
  phone:
    'M5 4.5h3.6l1.6 4.3-2.2 1.6a12 12 0 0 0 5.6 5.6l1.6-2.2 4.3 1.6V19a1.8 1.8 0 0 1-1.8 1.8A15.7 15.7 0 0 1 3.2 6.3 1.8 1.8 0 0 1 5 4.5Z',
  family:
    'M5 8a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0M14.5 10a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M2.5 20c.4-4 2.6-6 6-6s5.6 2 6 6M15.5 14.8c3-.8 5.4.8 6 4.2',
  search: 'M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M15.5 15.5l5 5',
  tick: 'M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M7.5 12.5l3 3 6-6.5',
} as const

export type IconName = keyof typeof paths

/** A decorative line icon; the word beside it carries the meaning. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
