using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates.Functions;

public sealed class HashFunctionTests
{
    [Fact]
    public void UniqueString_gives_what_the_service_gives() =>
        Assert.Equal("cwvxuqg24sifi", Template.Evaluate("uniqueString('/subscriptions/00000000-0000-0000-0000-000000000000', 'resource-id')").AsText());

    [Fact]
    public void UniqueString_is_13_characters_for_texts_of_every_length()
    {
        for (int length = 0; length < 20; length++)
        {
            string text = Template.Evaluate($"uniqueString('{new string('a', length)}')").AsText()!;
            Assert.Matches("^[a-z2-7]{13}$", text);
        }
    }

    [Fact]
    public void Guid_is_a_name_based_guid_of_the_joined_arguments()
    {
        Assert.Equal(Template.Evaluate("guid('a-b')").AsText(), Template.Evaluate("guid('a', 'b')").AsText());
        Assert.NotEqual(Template.Evaluate("guid('a', 'b')").AsText(), Template.Evaluate("guid('b', 'a')").AsText());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Template.Evaluate("guid('x')").AsText());
    }

    [Fact]
    public void Guid_is_taken_in_the_namespace_of_deployments() =>
        Assert.Equal("3cc47db1-9c37-565a-9d29-4662a8d7cee0", Template.Evaluate("guid('resource-id', 'principal')").AsText());
}
