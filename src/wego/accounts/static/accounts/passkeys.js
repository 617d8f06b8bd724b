// Shows what needs a passkey where the browser can, and says so when one was not accepted.
(function () {
  document.addEventListener('DOMContentLoaded', function () {
    if (!window.PublicKeyCredential) return
    document.querySelectorAll('[data-passkey]').forEach(function (part) { part.hidden = false })
  })
  document.addEventListener('allauth.error', function () {
    const said = document.querySelector('[data-passkey-error]')
    if (said) said.hidden = false
  })
})()
