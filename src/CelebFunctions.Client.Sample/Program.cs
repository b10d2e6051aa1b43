using CelebFunctions.Client.Sample;

return await SampleCommand.Create().Parse(args).InvokeAsync();
