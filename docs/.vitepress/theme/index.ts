// VitePress' own theme, with the shell in it. In the reader's own fonts: none is fetched, and no text moves
// when it comes.

import { sandshellTheme } from 'sandshell/vitepress/theme';
import { useData } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { watchPostEffect } from 'vue';
import './looks.css';

export default sandshellTheme({ extends: DefaultTheme, setup: nameMain });

/** The theme gives a landmark to its articles only, not to the page at the beginning. */
function nameMain(): void {
  const { frontmatter, page } = useData();
  watchPostEffect(() => {
    const isArticle = !page.value.isNotFound && frontmatter.value['layout'] === undefined;
    const content = document.getElementById('VPContent');
    if (content) content.role = isArticle ? null : 'main';
  });
}
