using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/AciSecMon.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
