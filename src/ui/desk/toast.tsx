/** One message after an act, inside the working column, with its recall while nothing has left the house; `secondsLeft` counts down outside. */
export const Toast = (props: { done: string; note?: string; secondsLeft?: number; recall?: () => void; recallKey?: string }) => (
  <div className="toast">
    <span role="status">
      <b>{props.done}</b>
    </span>
    <span>
      {props.secondsLeft === undefined ? null : `还剩 ${props.secondsLeft} 秒`}
      {props.secondsLeft !== undefined && props.note ? '，' : null}
      {props.note}
    </span>
    {props.recall ? (
      <button type="button" className="btn sm" onClick={props.recall}>
        撤回{props.recallKey ? <kbd>{props.recallKey}</kbd> : null}
      </button>
    ) : null}
  </div>
)
