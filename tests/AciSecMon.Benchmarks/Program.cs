using AciSecMon.Benchmarks.Fleet;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/AciSecMon.Benchmarks -- --filter '*'
// dotnet run -c Release --project tests/AciSecMon.Benchmarks -- fleet 50000 200
if (args is [var name, .. var numbers] && FleetProgram.Knows(name)) return await FleetProgram.RunAsync(name, numbers).ConfigureAwait(false);
BenchmarkSwitcher.FromAssembly(typeof(FleetProgram).Assembly).Run(args);
return 0;
