@echo off
rem Starts tsr in the Java runtime beside it, from any folder.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="
set "_JAVA_LAUNCHER_DEBUG="
if not exist "%HOME_DIR%\runtime\bin\java.exe" (
  echo tsr: %HOME_DIR%\runtime\bin\java.exe is missing; unpack the whole archive again>&2
  exit /b 70
)
set "AOT=write"
set "COMPILER=starting"
set "HASHING="
set "HELP="
set "HEAP=512m"
for %%a in (%*) do (
  for %%r in (list show search prompts stats page outdated) do if "%%~a"=="%%r" set "AOT=read" & set "COMPILER=reading"
  for %%r in (triggers completion __complete help --help -h --version -V) do if "%%~a"=="%%r" set "AOT=answer" & set "COMPILER=reading"
  for %%r in (help --help -h __complete) do if "%%~a"=="%%r" set "HELP=1"
  for %%r in (--help -h) do if "%%~a"=="%%r" set "HASHING="
  for %%r in (scan verify duplicates) do if "%%~a"=="%%r" if not defined HELP set "HASHING=1"
  if "%%~a"=="--refresh" set "AOT=write" & set "COMPILER=starting"
  if "%%~a"=="link" set "HEAP=320m"
  if "%%~a"=="cache" set "HEAP=176m"
  if "%%~a"=="outdated" set "HEAP=176m"
  if "%%~a"=="import" set "HEAP=256m"
)
if defined HASHING set "COMPILER=hashing"
"%HOME_DIR%\runtime\bin\java.exe" "@%HOME_DIR%\lib\java.options" "@%HOME_DIR%\lib\%COMPILER%.options" "-Xmx%HEAP%" "-XX:AOTCache=%HOME_DIR%\lib\%AOT%.aot" "-Djava.library.path=%HOME_DIR%\lib" "-Dlibrary.jline.path=%HOME_DIR%\lib" "-Dtsr.texts=%HOME_DIR%\lib\texts" -cp "%HOME_DIR%\lib\tsr.jar" dev.tensors.tsr.Main %*
exit /b %ERRORLEVEL%
