# Windows Firewall drops what other peers send first unless it has a rule for the program. A rule needs an
# administrator, and the app itself does not: so it is asked for, once, and the app works without it, too (Windows asks
# again when the app first listens, and peers that it wrote to can always answer).
# $INSTDIR is quoted for netsh; silent installations and updates ask nothing.

!macro customInstall
  ${ifNot} ${isUpdated}
  ${andIfNot} ${Silent}
    MessageBox MB_YESNO|MB_ICONQUESTION "May other peers on your private networks reach ${PRODUCT_NAME}?$\n$\nWindows then asks for an administrator, to add a firewall rule (UDP)." /SD IDNO IDNO withoutRule
    ExecShellWait "runas" "$SYSDIR\netsh.exe" 'advfirewall firewall add rule name="${PRODUCT_NAME}" dir=in action=allow protocol=UDP profile=private,domain program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"' SW_HIDE
    ClearErrors
    withoutRule:
  ${endIf}
!macroend

!macro customUnInstall
  # The app registered its links for this person (src/main/links.ts).
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\peerster"
  ${endIf}
  ${ifNot} ${isUpdated}
  ${andIfNot} ${Silent}
    # Asked only where there is a rule: 0 is netsh's answer that it found one.
    nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall show rule name="${PRODUCT_NAME}"'
    Pop $R0
    ${if} $R0 == 0
      ExecShellWait "runas" "$SYSDIR\netsh.exe" 'advfirewall firewall delete rule name="${PRODUCT_NAME}" program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"' SW_HIDE
      ClearErrors
    ${endIf}
  ${endIf}
!macroend
