using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates.Functions;

public sealed class HashFunctionTests
{
    [Fact]
    public void UniqueString_gives_what_the_service_gives() =>
        Assert.Equal("cwvxuqg24sifi", Template.Evaluate("uniqueString('/subscriptions/00000000-0000-0000-0000-000000000000','resource-id')").AsText());
}
