import { gradeWords, isBad, type Listed } from '../../schema.ts'

/** A grade in stars and its word; a bad one is warned of. */
export const Grade = ({ grade }: { grade: number }) => (
  <span className={isBad(grade) ? 'tag warn' : 'tag'}>
    <span aria-hidden="true">{'★'.repeat(grade)}</span> {gradeWords[grade]}
  </span>
)

/** The words of a rating and how they stand with the public. */
export const Words = ({ rating }: { rating: Pick<Listed, 'words' | 'shown'> }) => {
  if (rating.words === null) return <span className="soft">没有写文字，或不在您能看的范围</span>
  return (
    <>
      {rating.words}{' '}
      {rating.shown === null ? <i className="tag warn">待审</i> : <i className="tag">{rating.shown ? '已公开' : '不公开'}</i>}
    </>
  )
}
