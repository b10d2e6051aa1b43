using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Http;
using CelebFunctions.Matching;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Jobs;

/// <summary>Does for a job what the function of the same name does for a caller, with the same answer and the same errors.</summary>
public sealed class JobOperations(MatchService matching, TimeProvider time) : IPhotoOperations
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    public async Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        try
        {
            return job.Operation switch
            {
                "match" => await MatchAsync(job, photo, cancellationToken),
                _ when job.Operation.StartsWith("effects/", StringComparison.Ordinal) => throw new JobException("effect-unknown", $"There is no effect '{job.Operation["effects/".Length..]}'."),
                _ => throw new JobException("invalid-parameter", "'operation' must be 'match' or 'effects/' and an effect."),
            };
        }
        catch (PhotoException refusal)
        {
            throw new JobException(ProblemCode.For(refusal.Error).Code, refusal.Message);
        }
        catch (ProblemException refusal) when (refusal.Code.Status is >= 400 and < 500)
        {
            throw new JobException(refusal.Code.Code, refusal.Message);
        }
    }

    private async Task<PhotoOutcome> MatchAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        var options = MatchQuery.Read(JobOptions.AsQuery(job.Options));
        while (true)
        {
            try
            {
                var answer = await matching.MatchAsync(photo, options, job.Job, TimeSpan.Zero, cancellationToken);
                return new(
                    JsonSerializer.SerializeToElement(answer, AnswerJson.Default.MatchAnswer),
                    null,
                    JsonSerializer.SerializeToElement(answer.Models, AnswerJson.Default.ModelsAnswer));
            }
            catch (ProblemException busy) when (busy.Code == ProblemCode.Busy)
            {
                // A caller would be asked to come again; a job is here and can wait.
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }
}
