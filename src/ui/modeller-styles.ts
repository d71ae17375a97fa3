/** The style attributes that the modellers of the desk write into their own markup, their mark among them, word for word. */
export const modellerStyles: readonly string[] = [
  'position: absolute; bottom: 15px; right: 15px; z-index: 100;',
  'vertical-align:middle',
  'z-index: 1001;position: fixed;top: 0;left: 0;right: 0;bottom: 0',
  'width: 100%;height: 100%;background: rgba(40,40,40,0.2)',
  'position: absolute;left: 50%;top: 40%;transform: translate(-50%);width: 260px;padding: 10px;background: white;box-shadow: 0 1px 4px rgba(0,0,0,0.3);font-family: Helvetica, Arial, sans-serif;font-size: 14px;display: flex;line-height: 1.3',
  'margin: 15px 20px 15px 10px; align-self: center;',
  '\n          visibility: hidden;\n          position: fixed;\n          top: -10000px\n      ',
]
