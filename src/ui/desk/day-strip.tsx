/** A cell of the strip: a day with its number in the count, or a run of free days hatched as one (`span` columns, at most 9). */
export type StripDay = { day: string; text?: string; kind?: 'off' | 'paused' | 'due'; span?: number }

/** The counted days of a clock in one line; holidays are one hatched cell. */
export const DayStrip = ({ label, days }: { label: string; days: readonly StripDay[] }) => (
  <ol className="days" aria-label={label}>
    {days.map((d) => (
      <li key={d.day + (d.text ?? '')} className={d.kind === 'due' ? 'due-day' : d.kind ? 'off' : undefined} data-span={d.span}>
        {d.day}
        {d.kind === 'off' || d.kind === 'paused' ? (
          <>
            <br />
            {d.text}
          </>
        ) : (
          <b>{d.text}</b>
        )}
      </li>
    ))}
  </ol>
)
