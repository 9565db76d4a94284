@echo off
rem Starts tsr in the Java runtime beside it, from any folder.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="
set "_JAVA_LAUNCHER_DEBUG="
if exist "%HOME_DIR%\runtime\bin\java.exe" goto words
echo tsr: "%HOME_DIR%\runtime\bin\java.exe" is missing; unpack the whole archive again>&2
exit /b 70

rem The first word that names a command decides, as in the script for other systems, where the reasons stand. No text of an argument
rem stands between parentheses: a folder such as "Program Files (x86)" would end them.
:words
set "AOT="
set "COMPILER="
set "HEAP="
if "%~1"=="" goto help
if "%~1%~2"=="db" goto help
:word
if "%~1"=="" goto run
if "%~1"=="--" goto run
if "%~1"=="--db" goto value
if "%~1"=="--log-file" goto value
if "%~1"=="list" goto list
if "%~1"=="triggers" goto answer
if "%~1"=="__complete" goto complete
for %%r in (completion help --version -V) do if "%~1"=="%%r" goto text
for %%r in (search stats outdated) do if "%~1"=="%%r" goto read
for %%r in (show prompts) do if "%~1"=="%%r" goto show
for %%r in (scan verify duplicates) do if "%~1"=="%%r" goto hash
if "%~1"=="page" goto page
if "%~1"=="--help" goto help
if "%~1"=="-h" goto help
if "%~1"=="--refresh" goto refresh
for %%r in (cache link) do if "%~1"=="%%r" if not defined AOT set "AOT=fetch"
if "%~1"=="images" if not defined COMPILER set "COMPILER=picturing"
for %%r in (cache import link needs export organise) do if "%~1"=="%%r" if not defined COMPILER set "COMPILER=starting"
:heap
if defined HEAP goto next
if "%~1"=="outdated" set "HEAP=176m"
if "%~1"=="cache" set "HEAP=176m"
if "%~1"=="import" set "HEAP=256m"
if "%~1"=="link" set "HEAP=320m"
:next
shift
goto word

:value
shift
goto next
:list
if not defined AOT set "AOT=list"
if not defined COMPILER set "COMPILER=reading"
goto next
:answer
if not defined AOT set "AOT=answer"
if not defined COMPILER set "COMPILER=reading"
goto next
:complete
if not defined AOT set "AOT=text"
if not defined COMPILER set "COMPILER=reading"
goto next
:text
if not defined AOT set "AOT=text"
if not defined COMPILER set "COMPILER=interpreting"
goto next
:show
if not defined AOT set "AOT=show"
if not defined COMPILER set "COMPILER=reading"
goto next
:read
if not defined AOT set "AOT=read"
if not defined COMPILER set "COMPILER=reading"
goto heap
:page
if not defined AOT set "AOT=show"
if not defined COMPILER set "COMPILER=starting"
goto next
:hash
if not defined AOT set "AOT=write"
if not defined COMPILER set "COMPILER=hashing"
goto next
:help
set "AOT=text"
set "COMPILER=interpreting"
goto next
:refresh
set "AOT=fetch"
set "COMPILER=starting"
goto next

:run
if not defined AOT set "AOT=work"
if not defined COMPILER set "COMPILER=starting"
if not defined HEAP set "HEAP=512m"
"%HOME_DIR%\runtime\bin\java.exe" "@%HOME_DIR%\lib\java.options" "@%HOME_DIR%\lib\%COMPILER%.options" "-Xmx%HEAP%" "-XX:AOTCache=%HOME_DIR%\lib\%AOT%.aot" "-Djava.library.path=%HOME_DIR%\lib" "-Dlibrary.jline.path=%HOME_DIR%\lib" "-Dtsr.texts=%HOME_DIR%\lib\texts" -cp "%HOME_DIR%\lib\tsr.jar" dev.tensors.tsr.Main %*
exit /b %ERRORLEVEL%
