// Keys as they are written on a button, by what the keyboard at hand calls them.

export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
export const keysOf = (keys: string): string => (isApple ? keys.replace("Mod+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥") : keys.replace("Mod", "Ctrl"));
