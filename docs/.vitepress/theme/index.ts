// VitePress' own theme, with the shell in it. In the reader's own fonts: none is fetched, and no text moves
// when it comes.

import { sandshellTheme } from 'sandshell/vitepress/theme';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './looks.css';

export default sandshellTheme(DefaultTheme);
