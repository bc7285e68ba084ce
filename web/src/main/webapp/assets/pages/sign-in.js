import { a, button, div, form, h1, input, label, main, p } from '../dom.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { providerAddress, signIn } from '../session.js';

export function SignInPage({ known }) {
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = 'Sign in – Dibs';
  }, []);
  const submit = async (event) => {
    event.preventDefault();
    const { user, password } = event.target.elements;
    setBusy(true);
    setProblem(null);
    try {
      await signIn(user.value, password.value);
    } catch (e) {
      setProblem(e.message);
      setBusy(false);
      password.select();
    }
  };
  const { password, provider } = known.sign_in;
  return main(
    { class: 'sign-in' },
    h1('Sign in to Dibs'),
    password &&
      form(
        { onSubmit: submit },
        label('User', input({ name: 'user', autocomplete: 'username', required: true, autofocus: true })),
        label('Password', input({ name: 'password', type: 'password', autocomplete: 'current-password', required: true })),
        div({ role: 'alert' }, problem && p({ class: 'problem' }, problem)),
        button({ class: 'primary', disabled: busy }, busy ? 'Signing in…' : 'Sign in'),
      ),
    provider && p(a({ class: 'button', href: providerAddress() }, 'Sign in with your organisation’s account')),
    !password && !provider && p('Nobody can sign in with a browser here. See “Security” in docs/operations.md.'),
  );
}
