import { Link } from 'react-router'

/** A page that could not be opened: why, and the way back. */
export const NotThere = ({ title, error, back }: { title: string; error: string; back: { text: string; to: string } }) => (
  <main className="empty" role="alert">
    <h1>{title}</h1>
    <p>{error}</p>
    <p>
      <Link to={back.to}>{back.text}</Link>
    </p>
  </main>
)
