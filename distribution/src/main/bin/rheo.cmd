@echo off
rem Starts Rheo from wherever it was unpacked.
setlocal
set "HOME_DIR=%~dp0.."
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java.exe")
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo rheo: no Java found. Install a JDK 17 or later, or set JAVA_HOME to one. 1>&2
  exit /b 1
)
set "VERSION=0"
for /f "tokens=3" %%v in ('""%JAVA%" -version 2>&1 | findstr /i "version""') do set "VERSION=%%~v"
for /f "delims=." %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% LSS 17 (
  echo rheo: Java %VERSION% is too old; Rheo needs 17 or later. 1>&2
  exit /b 1
)
set "NATIVE_ACCESS="
if %MAJOR% GEQ 22 set "NATIVE_ACCESS=--enable-native-access=ALL-UNNAMED"
set "OPT_OUT_TRACKING=true"
"%JAVA%" -XX:+UseSerialGC -Dai.djl.offline=true -Djava.awt.headless=true -Dguice_custom_class_loading=CHILD ^
  "-Drheo.home=%HOME_DIR%" %NATIVE_ACCESS% %RHEO_JAVA_OPTS% -cp "%HOME_DIR%\lib\*" dev.rheo.runtime.cli.Main %*
exit /b %ERRORLEVEL%
