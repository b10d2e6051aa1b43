# Does what `publish` beside it does, on Windows.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')
Remove-Item -Recurse -Force out/azure -ErrorAction SilentlyContinue
$env:Flavour = 'Azure'
dotnet publish src/CelebFunctions -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o out/azure
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
