// Says in words what went wrong with a passkey; without this the library only logs it.
const place = document.querySelector("[data-passkey-error]");
const words = {
  NotAllowedError: "没有完成：已取消，或设备在限定时间内没有回应。",
  InvalidStateError: "这把通行密钥已经登记过了。",
  SecurityError: "浏览器不允许：请用网站的域名打开，而不是数字地址。",
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (!place) return;
  place.textContent = words[event.detail.exception?.name] ?? "没有成功，请重试，或改用密码与验证码。";
  place.hidden = false;
  place.focus();
});

if (!window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = true;
  if (place) {
    place.textContent = "这个浏览器或连接不支持通行密钥。";
    place.hidden = false;
  }
}
