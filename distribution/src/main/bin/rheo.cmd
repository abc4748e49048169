@echo off
rem Starts Rheo from wherever it was unpacked.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"

rem "call" keeps the command interpreter from dropping the quotes around the path.
set "VERSION=0"
for /f "usebackq tokens=3" %%v in (`call "%JAVA%" -version 2^>^&1 ^| findstr /r /c:" version "`) do set "VERSION=%%~v"
if "%VERSION%"=="0" (
  echo rheo: no Java found. Install a JDK 17 or later, or set JAVA_HOME to one. 1>&2
  exit /b 1
)
set "MAJOR=0"
for /f "delims=.-+" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% LSS 17 (
  echo rheo: Java %VERSION% is too old; Rheo needs 17 or later. 1>&2
  exit /b 1
)

set "NATIVE_ACCESS="
if %MAJOR% GEQ 22 set "NATIVE_ACCESS=--enable-native-access=ALL-UNNAMED"

set "VECTOR="
if defined RHEO_VECTOR_API set "VECTOR=--add-modules jdk.incubator.vector"

rem These answer at once: the optimising compiler and a log would only delay them.
set "QUICK="
for %%c in (help validate components describe schema plugins runs explain) do (
  if "%~1"=="%%c" set "QUICK=-XX:TieredStopAtLevel=1 -Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider -Dslf4j.internal.verbosity=WARN"
)

set "OPT_OUT_TRACKING=true"
"%JAVA%" -XX:+UseSerialGC -Dai.djl.offline=true -Djava.awt.headless=true -Dguice_custom_class_loading=CHILD ^
  "-Drheo.home=%HOME_DIR%" -cp "%HOME_DIR%\lib\*" %RHEO_JAVA_OPTS% %NATIVE_ACCESS% %VECTOR% %QUICK% ^
  dev.rheo.runtime.cli.Main %*
exit /b %ERRORLEVEL%
