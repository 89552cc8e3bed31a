// What every page loads. Those for visitors are a form and a few lines; those for people who are signed in bring more, alone.
import '../shared/style/index.css';
import './style/entry.css';
import './style/settings.css';
import './style/dialog.css';
import { forgotPassword } from './entry/forgot-password.js';
import { invitation } from './entry/invitation.js';
import { register } from './entry/register.js';
import { resetPassword } from './entry/reset-password.js';
import { signIn } from './entry/sign-in.js';
import { verifyEmail } from './entry/verify-email.js';

const PAGES = {
  'sign-in': signIn,
  register,
  'verify-email': verifyEmail,
  'forgot-password': forgotPassword,
  'reset-password': resetPassword,
  invitation,
  settings: async (page) => (await import('./settings/settings.js')).settings(page),
};

const page = document.querySelector('[data-page]');
PAGES[page?.dataset.page]?.(page);
