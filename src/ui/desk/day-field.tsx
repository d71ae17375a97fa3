import { DatePicker } from 'antd'
import dayjs from 'dayjs'

type Props = {
  id?: string
  /** 'YYYY-MM-DD', in and out; '' or undefined for none */
  value: string | undefined
  set: (on: string | undefined) => void
  'aria-label'?: string
  /** false where there always is a day */
  allowClear?: boolean
}

/** Read with its weekday; typed in any of these ways. */
const formats = ['YYYY年M月D日 ddd', 'YYYY年M月D日', 'YYYY-MM-DD', 'YYYY-M-D', 'YYYY/MM/DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD']

/** A day of the calendar, Chinese in every browser. */
export const DayField = ({ id, value, set, allowClear = true, ...rest }: Props) => (
  <DatePicker
    {...rest}
    id={id}
    className="day"
    format={formats}
    placeholder="哪一天"
    showNow={false}
    allowClear={allowClear}
    value={value ? dayjs(value) : null}
    onChange={(day) => set(day?.format('YYYY-MM-DD'))}
  />
)
