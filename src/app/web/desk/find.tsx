import { type FormEvent, useRef } from 'react'
import { useNavigate } from 'react-router'
import { listFind, useKeys } from '#ui/desk/keys.ts'

/** Finds a case from any page of the desk, in the list of all cases. The key is that of the list's own search where there is a list. */
export function Find() {
  const go = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => void (document.getElementById(listFind) ?? box.current)?.focus() })
  const find = (event: FormEvent) => {
    event.preventDefault()
    const asked = box.current?.value.trim()
    if (!asked) return
    go(`/desk/all?q=${encodeURIComponent(asked)}`)
    box.current!.value = ''
    box.current!.blur()
  }
  return (
    <search className="find right">
      <form onSubmit={find}>
        <input
          ref={box}
          type="search"
          aria-label="在全部办件里找"
          placeholder="办件编号、姓名、事项"
          autoComplete="off"
          enterKeyHint="search"
        />
      </form>
      <kbd>/</kbd>
    </search>
  )
}
