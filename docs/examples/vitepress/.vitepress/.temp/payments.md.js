import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Take a payment","description":"","frontmatter":{},"headers":[],"relativePath":"payments.md","filePath":"payments.md"}');
const _sfc_main = { name: "payments.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="take-a-payment" tabindex="-1">Take a payment <a class="header-anchor" href="#take-a-payment" aria-label="Permalink to &quot;Take a payment&quot;">​</a></h1><p>A day with a bicycle is 18.00 euros. Cards with the number 4242 4242 4242 4242 are always good for it.</p><div class="language-bash vp-adaptive-theme line-numbers-mode"><button title="Copy Code" class="copy"></button><span class="lang">bash</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0" data-sandshell="run" data-sandshell-id="day-pass"><code><span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">stripe</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> payment_intents</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> create</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> --amount=1800</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> --currency=eur</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> -d</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> &quot;payment_method=pm_card_visa&quot;</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> \\</span></span>
<span class="line"><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">  --confirm=true</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> -d</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> &quot;automatic_payment_methods[enabled]=true&quot;</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> -d</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> &quot;automatic_payment_methods[allow_redirects]=never&quot;</span></span></code></pre><div class="line-numbers-wrapper" aria-hidden="true"><span class="line-number">1</span><br><span class="line-number">2</span><br></div></div><p>Give the money back when it rained:</p><div class="language-bash vp-adaptive-theme line-numbers-mode"><button title="Copy Code" class="copy"></button><span class="lang">bash</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0" data-sandshell="run" data-sandshell-after="day-pass"><code><span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">stripe</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> refunds</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> create</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> --payment-intent=</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">{{PAYMENT_INTENT_ID}}</span></span></code></pre><div class="line-numbers-wrapper" aria-hidden="true"><span class="line-number">1</span><br></div></div><p>Back to <a href="./">riders</a>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("payments.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const payments = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  payments as default
};
